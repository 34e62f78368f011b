import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** Receives what went wrong, for the log. */
export type Complain = (message: string) => void;

/**
 * A request handler that cannot fail: what it throws is logged and answered with `empty`. A request
 * that was cancelled before its turn is answered as such.
 */
export function guarded<Params, Result>(
  complain: Complain,
  name: string,
  empty: Result,
  handle: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>> {
  return async (params, token) => {
    try {
      // A request without parameters comes with nothing but the token.
      return token?.isCancellationRequested ? cancelled() : await handle(params, token);
    } catch (error) {
      complain(`${name}: ${textOf(error)}`);
      return empty;
    }
  };
}

/** A notification handler that cannot fail. */
export function safely<Params>(
  complain: Complain,
  name: string,
  handle: (params: Params) => unknown,
): (params: Params) => Promise<void> {
  return async params => {
    try {
      await handle(params);
    } catch (error) {
      complain(`${name}: ${textOf(error)}`);
    }
  };
}

const cancelled = (): ResponseError<never> => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
