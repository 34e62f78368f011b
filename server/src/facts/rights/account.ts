/**
 * Names and numbers of everyone, with a password or without one: in the languages of Windows that scripts come in, and as
 * security descriptors abbreviate them (MS-DTYP 2.4.2.4, 2.5.1.1).
 */
const everyone =
  /^(?:everyone|jeder|tout le monde|todos|iedereen|anonymous( logon)?|guests?|s-1-1-0|s-1-5-7|s-1-5-32-546|wd)$/i;

/** All who have an account here or in the domain. */
const anyUser =
  /^(?:authenticated users|users|benutzer|domain users|domain guests|interactive|network|s-1-5-(?:11|2|4|32-545)|s-1-5-21-[\d-]+-513)$/i;

/** An account without the sign of a number, and without the authority or the machine that it is of. */
const bare = (account: string): string => account.trim().replace(/^\*|^\.?\\|^(?:nt authority|builtin)\\/i, '');

/** Whether a name or number of an account means callers that nobody knows. */
export const isEveryone = (account: string): boolean => everyone.test(bare(account));

/** Whether a name or number of an account means everyone who has an account. */
export const isAnyUser = (account: string): boolean => anyUser.test(bare(account).replace(/^[\w.-]+\\/, ''));
