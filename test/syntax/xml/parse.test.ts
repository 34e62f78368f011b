import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { XmlElement } from '../../../server/src/syntax/xml/model';
import { parseXml } from '../../../server/src/syntax/xml/parse';
import { attribute, child, elements } from '../../../server/src/syntax/xml/read';
import { rootName } from '../../../server/src/syntax/xml/root';

const show = (it: XmlElement): string => {
  const attributes = it.attributes.map(own => ` ${own.name}=${own.value}`).join('');
  const text = it.content().text;
  return `(${it.name}${attributes}${text ? ` '${text}'` : ''}${it.children.map(own => ` ${show(own)}`).join('')})`;
};

const table: readonly (readonly [text: string, tree: string, errors?: number])[] = [
  ['<a/>', '(a)'],
  ['\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<a b="1" c=\'2\'>x</a>', "(a b=1 c=2 'x')"],
  ['<p:a p:b="1"><p:c/></p:a>', '(a b=1 (c))'],
  ['<a b=""></a>', '(a b=)'],
  ['<a b="&lt;&#65;&#x42;&quot;&amp;"/>', '(a b=<AB"&)'],
  ['<a>x &gt; y<!-- no --> z</a>', "(a 'x > y z')"],
  ['<a><![CDATA[<b> & c]]></a>', "(a '<b> & c')"],
  ['<a>\n  <b>1</b>\n  <c/>\n</a>', "(a (b '1') (c))"],
  ['<!DOCTYPE a [ <!ENTITY x "y"> ]><a>1</a>', "(a '1')"],
  ['<a><b>1</a>', "(a (b '1'))", 1],
  ['<a><b>1', "(a (b '1'))", 2],
  ['<a></c></a>', '(a)', 1],
];

describe('XML', () => {
  for (const [text, tree, errors = 0] of table) {
    it(text, () => {
      const file = parseXml(text);
      assert.equal(file.root && show(file.root), tree);
      assert.equal(file.errors.length, errors);
    });
  }

  it('knows where things stand', () => {
    const text = '<a>\r\n <b key="HKLM &amp; x" empty="">\r\n  one &lt; <![CDATA[two]]>\r\n </b></a>';
    const b = child(parseXml(text).root, 'b')!;
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.equal(at(b.nameSpan), 'b');
    assert.equal(at(b.span), text.slice(6, -4));
    assert.equal(at(attribute(b, 'KEY')!.valueSpan), 'HKLM &amp; x');
    assert.equal(at(attribute(b, 'key')!.span), 'key="HKLM &amp; x"');
    assert.equal(at(attribute(b, 'empty')!.span), 'empty=""');
    assert.equal(text[attribute(b, 'empty')!.valueSpan.end], '"');
    const content = b.content();
    assert.equal(content.text, 'one < two');
    assert.equal(at(content.span(0, content.text.length)), 'one &lt; <![CDATA[two');
    assert.equal(at(content.span(6, 9)), 'two');
    assert.equal(at(content.span(4, 5)), '&lt;');
  });

  it('comments stand whole', () => {
    const text = '<!-- one --><a><!--two--></a>';
    assert.deepEqual(
      parseXml(text).comments.map(it => it.text),
      ['<!-- one -->', '<!--two-->'],
    );
  });

  it('finds the root without reading on', () => {
    assert.equal(rootName('<?xml version="1.0"?><!-- <x> -->\r\n<p:Task version="1.2">'), 'Task');
    assert.equal(rootName('\uFEFF<unattend xmlns="x">'), 'unattend');
    assert.equal(rootName('no'), undefined);
  });

  it('never throws, and spans lie inside the text', () => {
    const part = fc.constantFrom(
      '<',
      '>',
      '/',
      '<a',
      ' b="',
      '"',
      "'",
      '=',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '</a>',
      '&lt;',
      'x',
      ' ',
      '<?',
      '?>',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), parts => {
        const text = parts.join('');
        const { root, comments, errors } = parseXml(text);
        const spans = [...comments, ...errors].map(it => it.span);
        for (const it of root ? elements(root) : []) {
          const content = it.content();
          spans.push(it.span, it.nameSpan, content.span(0, content.text.length));
          for (const own of it.attributes) spans.push(own.span, own.valueSpan, own.nameSpan);
        }
        for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= text.length);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
