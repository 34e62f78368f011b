/** The bytes that base64 stands for, one in each code unit; `undefined` for any other text. White space does not count. */
export function bytesOfBase64(text: string): string | undefined {
  const bare = text.replace(/\s+/g, '');
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? atob(bare) : undefined;
}

/** The text that bytes are in UTF-16, low byte first. An odd byte at the end is left out. */
export function textOfUtf16(bytes: string): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode(bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8));
  }
  return text;
}
