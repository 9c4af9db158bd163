/**
 * Users of a host whose own units load credentials.
 * @module
 */

/** What useradd takes on every distribution. */
export const USER_NAME = /^[a-z_][a-z0-9_-]{0,30}$/u;

/** From here on user managers open encrypted credentials: through a service, because they have neither key nor TPM. */
export const USER_UNITS_SINCE = 258;
