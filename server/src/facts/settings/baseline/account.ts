import { below, beyond, type Weakness, type Weaknesses, when } from './weakness';

/** A time that is short, where 0 means that only an administrator ends it. */
const brief = (does: string): Weakness => ({ weak: value => value > 0 && value < 15, good: 15, grade: 'low', does });

/** Passwords and lockout. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 1.1 and 1.2. */
export const accountWeaknesses: Weaknesses = {
  minpwlen: [
    below(8, 'medium', 'allows passwords that are guessed in hours', 14),
    below(14, 'info', 'allows passwords shorter than baselines ask for'),
  ],
  lockoutthreshold: [
    when(0, 5, 'medium', 'lets passwords be guessed without end'),
    beyond(10, 5, 'low', 'lets that many passwords be tried at a time'),
  ],
  lockoutduration: brief('opens a locked account again after minutes'),
  lockoutwindow: brief('forgets failed logons after minutes'),
  uniquepw: below(5, 'low', 'lets old passwords come back', 24),
  maxpwage: below(1, 'info', 'keeps passwords for ever', 365),
  minpwage: when(0, 1, 'info', 'lets a user change back to the old password at once'),
  complexity: when(0, 1, 'medium', 'allows passwords of one kind of letters'),
  reversible: when(1, 0, 'high', 'stores passwords so that they can be read'),
  adminlockout: when(0, 1, 'low', 'lets the password of the built-in administrator be guessed without end'),
  'guest/active': when(1, 0, 'medium', 'lets anyone log on as guest'),
  'user/passwordreq': when(0, 1, 'high', 'lets the account have no password'),
  'user/PasswordNotRequired': when(1, 0, 'high', 'lets the account have no password'),
  'user/PasswordNeverExpires': when(1, 0, 'info', 'keeps the password of the account for ever'),
  'user/PasswordExpires': when(0, 1, 'info', 'keeps the password of the account for ever'),
  'user/AllowReversiblePasswordEncryption': when(1, 0, 'high', 'stores the password so that it can be read'),
  'user/DoesNotRequirePreAuth': when(1, 0, 'high', 'gives anyone a ticket to crack the password with'),
  'user/UseDESKeyOnly': when(1, 0, 'high', 'lets the account use DES alone, which is broken in a day'),
};
