/** How a visit of the redirect URL ends. `expired` is a link that was good once; `invalid` anything that is not one. */
export type Outcome = 'authorized' | 'declined' | 'expired' | 'invalid';
