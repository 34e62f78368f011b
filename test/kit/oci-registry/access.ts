import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Reply } from './faults';

/** Who may read. */
export interface Access {
  readonly scheme: 'basic' | 'bearer';
  readonly user?: string;
  readonly password?: string;
  /** A token that stands for a signed-in user; taken by the token server in place of a password. */
  readonly identityToken?: string;
  /** Whether the token server gives tokens to those who give no name. */
  readonly anonymous?: boolean;
  /** Where tokens are given, when it is not the registry itself: `https://auth.example/token`. */
  readonly realm?: string;
  /** In seconds; left out of the answer when absent. */
  readonly expiresIn?: number;
  /** The member of the answer that holds the token. */
  readonly member?: 'token' | 'access_token';
}

export const json = (status: number, body: object, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

/** Basic authentication, and the token server of the distribution specification. */
export class Guard {
  private readonly tokens = new Map<string, string>();

  constructor(
    private readonly access: Access,
    private readonly address: () => string,
  ) {}

  /** The refusal, unless the request may pass. */
  refusal(request: IncomingMessage, repository: string): Reply | undefined {
    const given = request.headers.authorization ?? '';
    if (this.access.scheme === 'basic')
      return this.knows(given) ? undefined : unauthorised('Basic realm="kit", charset="UTF-8"');
    const scope = `repository:${repository}:pull`;
    if (this.tokens.get(given.replace(/^Bearer /, '')) === scope) return undefined;
    const realm = this.access.realm ?? `${this.address()}/token`;
    return unauthorised(`Bearer realm="${realm}",service="kit, of tests",scope="${scope}"`);
  }

  /** Answers `GET /token` and `POST /token`. */
  token(request: IncomingMessage, url: URL, body: string): Reply {
    const form = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    const given = request.headers.authorization;
    const allowed =
      request.method === 'POST'
        ? form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === this.access.identityToken
        : given === undefined
          ? this.access.anonymous === true
          : this.knows(given);
    if (!allowed) return json(401, { errors: [{ code: 'UNAUTHORIZED' }] });
    const token = randomUUID();
    this.tokens.set(token, form.get('scope') ?? '');
    const expires = this.access.expiresIn === undefined ? {} : { expires_in: this.access.expiresIn };
    return json(200, { [this.access.member ?? 'token']: token, ...expires });
  }

  /** Tokens given so far are no longer taken. */
  forget(): void {
    this.tokens.clear();
  }

  private knows(authorization: string): boolean {
    const pair = `${this.access.user}:${this.access.password}`;
    return this.access.user !== undefined && authorization === `Basic ${Buffer.from(pair).toString('base64')}`;
  }
}

const unauthorised = (challenge: string): Reply =>
  json(
    401,
    { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] },
    { 'www-authenticate': challenge },
  );
