/** Whether an address is one that only this machine reaches. */
export const isLoopback = (address: string): boolean => /^(?:127\.\d+\.\d+\.\d+|::1|\[::1\]|localhost)$/i.test(address);
