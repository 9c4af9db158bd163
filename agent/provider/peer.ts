/**
 * Who calls: systemd binds the socket that it calls from to an abstract address with the names of the unit and of
 * the credential (systemd.exec, LoadCredential=).
 * @module
 */

export type Peer = {
  /** Of the process that called, as the kernel says. */
  readonly uid: number;
  /** Of its end of the connection, without the address family; empty when it is not bound. */
  readonly address: Uint8Array;
};

export type Asked = { readonly unit: string; readonly credential: string };

const ADDRESS = /^\0[0-9a-f]{1,16}\/unit\/([A-Za-z0-9:_.@\\-]{1,255})\/([A-Za-z0-9_.-]{1,255})$/u;

/** Undefined when it is not systemd that asks for a credential of a unit. */
export function askedBy({ uid, address }: Peer): Asked | undefined {
  if (uid !== 0) return undefined;
  const match = ADDRESS.exec(Buffer.from(address).toString('latin1'));
  const [, unit, credential] = match ?? [];
  return unit === undefined || credential === undefined ? undefined : { unit, credential };
}
