/** Old names of rules and what they are called now, so that settings and suppressions written for the old name keep working. */
export const renamed: Readonly<Record<string, string>> = {};
