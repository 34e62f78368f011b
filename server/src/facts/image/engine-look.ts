/** Keys that the configuration of the Docker daemon has. */
export const jsonMarks = /"(?:hosts|insecure-registries|group)"\s*:/;
/** Headers that the configuration of containerd has. */
export const tomlMarks = /^\s*\[(?:plugins|grpc|host)\b/m;
/** The name that containerd reads such a text by. */
export const tomlName = (text: string): string => (/^\s*\[host\b/m.test(text) ? 'hosts.toml' : 'config.toml');

/** Whether a text that a script writes may be the configuration of an engine; its reader decides. */
export const looksLikeEngine = (path: string, text: string): boolean =>
  (/daemon\.json$/i.test(path) && jsonMarks.test(text)) || (/\.toml$/i.test(path) && tomlMarks.test(text));
