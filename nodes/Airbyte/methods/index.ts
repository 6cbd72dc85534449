import { searchWorkspaces } from './searchWorkspaces';

/** What the editor asks while a person chooses from a list. */
export const listSearch = { searchWorkspaces };
