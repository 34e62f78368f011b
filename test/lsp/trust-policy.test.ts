import assert from 'node:assert/strict';
import { type CompletionItem, CompletionRequest } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LanguageServer } from '../kit/language-server';

const uri = 'file:///project/.notation/trustpolicy.json';
const text = `{
  "version": "1.0",
  "trustPolicies": [
    {
      "name": "acme",
      "registryScopes": ["golang"],
      "signatureVerification": { "level": "st" }
    }
  ]
}
`;

describe('trust policies in an editor', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
    await server.open(uri, 'json', text);
  });
  after(() => server.stop());

  it('are completed', async () => {
    const document = TextDocument.create(uri, 'json', 1, text);
    const position = document.positionAt(text.indexOf('"st"') + 3);
    const items = (await server.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position,
    })) as CompletionItem[];
    assert.deepEqual(
      items.map(it => it.label),
      ['strict', 'permissive', 'audit', 'skip'],
    );
    const edited = TextDocument.applyEdits(document, [items[0]!.textEdit as never]);
    assert.ok(edited.includes('{ "level": "strict" }'));
  });

  it('of roles of AWS are left alone', async () => {
    const aws = 'file:///project/trustpolicy.json';
    await server.open(aws, 'json', '{ "Version": "2012-10-17", "Statement": [{}] }');
    const items = await server.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: aws },
      position: { line: 0, character: 43 },
    });
    assert.deepEqual(items, []);
  });
});
