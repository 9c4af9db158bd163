/**
 * The operations of node:crypto that an enrolment and a renewal cannot do without: verify two attestations and a
 * certificate request, sign a certificate, and for an enrolment encrypt a credential to the endorsement key.
 * @module
 */
import {
  constants,
  createECDH,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';

type Work = (at: number) => Promise<unknown>;

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const message = randomBytes(160);
const signature = sign('sha256', message, privateKey);
const peer = createECDH('prime256v1');
peer.generateKeys();
const peerPoint = peer.getPublicKey();

const VERIFICATIONS = 3;

export function renewalFloor(): Work {
  return async () => {
    for (let count = 0; count < VERIFICATIONS; count += 1) {
      verify('sha256', message, publicKey, signature);
    }
    return sign('sha256', message, privateKey);
  };
}

export function enrolmentFloor(kind: 'ecc' | 'rsa'): Work {
  const renewal = renewalFloor();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const secret = randomBytes(32);
  const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;
  return async (at) => {
    if (kind === 'rsa') {
      publicEncrypt({ key: rsa, ...oaep }, secret);
    } else {
      const ephemeral = createECDH('prime256v1');
      ephemeral.generateKeys();
      ephemeral.computeSecret(peerPoint);
    }
    return renewal(at);
  };
}
