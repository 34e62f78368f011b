import assert from 'node:assert/strict';
import { windowsReleases } from '../../../server/src/facts/image/lifecycle';
import { parseReference } from '../../../server/src/facts/image/parse';
import {
  buildNumber,
  buildTag,
  patchLag,
  patchTuesday,
  patchTuesdaysBetween,
  updateOf,
} from '../../../server/src/facts/image/patch-day';
import { windowsArticles } from '../../../server/src/facts/image/windows-articles.data';
import { windowsUpdates } from '../../../server/src/facts/image/windows-updates.data';

describe('Patch Tuesdays', () => {
  const days: readonly (readonly [number, number, string])[] = [
    [2026, 11, '2026-11-10'],
    [2026, 9, '2026-09-08'],
    [2025, 10, '2025-10-14'],
    [2024, 2, '2024-02-13'],
    [2022, 3, '2022-03-08'],
    [2019, 1, '2019-01-08'],
  ];
  for (const [year, month, day] of days) it(day, () => assert.equal(patchTuesday(year, month), day));

  it('are second Tuesdays in every month', () => {
    for (let month = 0; month < 12 * 20; month++) {
      const day = patchTuesday(2016 + Math.floor(month / 12), (month % 12) + 1);
      const date = new Date(`${day}T00:00:00Z`);
      assert.equal(date.getUTCDay(), 2, day);
      assert.ok(date.getUTCDate() > 7 && date.getUTCDate() < 15, day);
    }
  });

  const spans: readonly (readonly [string, string, number])[] = [
    ['2026-11-10', '2026-11-10', 0],
    ['2026-11-09', '2026-11-10', 1],
    ['2026-11-10', '2026-12-07', 0],
    ['2026-11-10', '2026-12-08', 1],
    ['2026-10-14', '2026-11-09', 0],
    ['2025-11-11', '2026-11-10', 12],
    ['2025-11-10', '2026-11-09', 12],
    ['2026-11-10', '2025-11-10', 0],
    ['nonsense', '2025-11-10', 0],
  ];
  for (const [from, to, count] of spans) {
    it(`${count} between ${from} and ${to}`, () => assert.equal(patchTuesdaysBetween(from, to), count));
  }

  it('are counted as one by one', () => {
    const all = Array.from({ length: 48 }, (_, month) => patchTuesday(2023 + Math.floor(month / 12), (month % 12) + 1));
    const from = '2023-05-20';
    for (let day = Date.parse(from); day < Date.parse('2026-12-31'); day += 86_400_000 * 3) {
      const to = new Date(day).toISOString().slice(0, 10);
      assert.equal(patchTuesdaysBetween(from, to), all.filter(it => it > from && it <= to).length, to);
    }
  });
});

describe('monthly updates of Windows', () => {
  it('are those of builds that images are made of, in rising order', () => {
    for (const [build, rows] of Object.entries(windowsUpdates)) {
      assert.ok(windowsReleases.some(it => it.build === Number(build)));
      const months = Object.keys(rows);
      for (const [index, first] of months.entries()) {
        assert.match(first, index === 0 ? /^20\d\d-(?:0[1-9]|1[0-2])$/ : /^20\d\d-01$/);
        const left = 13 - Number(first.slice(5));
        if (index < months.length - 1) assert.equal(rows[first]!.length, left, `${build} ${first}`);
        else assert.ok(rows[first]!.length <= left);
      }
      const all = Object.values(rows)
        .flat()
        .filter(it => it > 0);
      for (const [index, own] of all.entries()) assert.ok(index === 0 || own > all[index - 1]!, `${build}.${own}`);
    }
  });

  it('have articles in the same rows, each one of its own', () => {
    assert.deepEqual(Object.keys(windowsArticles), Object.keys(windowsUpdates));
    for (const [build, rows] of Object.entries(windowsArticles)) {
      for (const [first, articles] of Object.entries(rows)) {
        const revisions = windowsUpdates[Number(build)]?.[first] ?? [];
        assert.ok(articles.length <= revisions.length, `${build} ${first}`);
        for (const [index, own] of articles.entries()) assert.ok(own === 0 || revisions[index]! > 0, `KB${own}`);
      }
    }
    const all = Object.values(windowsArticles).flatMap(rows => Object.values(rows).flat());
    const known = all.filter(it => it > 0);
    assert.equal(new Set(known).size, known.length);
  });

  it('are named by articles as far as these stand', () => {
    const image = parseReference('mcr.microsoft.com/windows/servercore:x-1809-KB5021237-amd64')!;
    const { text, update, start, end } = buildTag(image, '2026-11-21')!;
    assert.deepEqual([text, update, start, end], ['1809-KB5021237', '2022-12-13', 2, 16]);
  });

  const updates: readonly (readonly [string, string | undefined])[] = [
    ['10.0.20348.1006', '2022-09-13'],
    ['10.0.20348.1100', '2022-09-13'],
    ['10.0.20348.169', '2021-08-10'],
    ['10.0.20348.5870', '2026-11-10'],
    ['10.0.20348.5871', undefined],
    ['10.0.26100.32230', '2026-01-13'],
    ['10.0.26100.1742', '2024-09-10'],
    ['10.0.17763.1', '2018-09-11'],
    ['10.0.14393.953', '2017-03-14'],
    ['10.0.14393.900', '2017-01-10'],
    ['10.0.18363.1556', undefined],
  ];
  for (const [version, day] of updates) {
    it(`${version} is of ${day}`, () => assert.equal(updateOf(buildNumber(version)!), day));
  }

  it('are told by full builds alone', () => {
    for (const text of ['10.0.20348', 'ltsc2022', '10.0.20348.x', '10.0.20348.5870-amd64', ''])
      assert.equal(buildNumber(text), undefined, text);
  });

  const tags: readonly (readonly [string, number | undefined])[] = [
    ['mcr.microsoft.com/windows/servercore:10.0.20348.5761', 1],
    ['mcr.microsoft.com/windows/servercore:10.0.20348.5870-amd64', 0],
    ['acme/tools:1.2-nanoserver-10.0.17763.3287', 51],
    ['mcr.microsoft.com/dotnet/framework/sdk:4.8.1-20260714-windowsservercore-ltsc2022', 4],
    ['acme/sdk:4.8.1-20260714-windowsservercore-ltsc2022', undefined],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', undefined],
    ['mcr.microsoft.com/windows/servercore:10.0.20348', undefined],
    ['mcr.microsoft.com/windows/servercore:1809-KB5021237', 47],
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022-kb5099540-amd64', 4],
    ['mcr.microsoft.com/windows/servercore:ltsc2022-KB5021237', undefined],
    ['mcr.microsoft.com/windows/servercore:ltsc2022-KB9999999', undefined],
    ['acme/tools:KB5021237', undefined],
  ];
  for (const [text, count] of tags) {
    it(`${text} lacks ${count}`, () => assert.equal(buildTag(parseReference(text)!, '2026-11-21')?.updates, count));
  }
});

describe('patch lag', () => {
  const build = (version: string, created?: string) => ({ version, ...(created ? { created } : {}) });
  const cases: readonly (readonly [string, ReturnType<typeof build>, ReturnType<typeof build>, unknown])[] = [
    ['one month', build('10.0.20348.5761'), build('10.0.20348.5870'), { updates: 1, by: 'build' }],
    ['out of band', build('10.0.20348.5020'), build('10.0.20348.5024'), { updates: 0, by: 'build' }],
    ['the same', build('10.0.20348.7000'), build('10.0.20348.7000'), { updates: 0, by: 'build' }],
    ['newer than its tag', build('10.0.20348.5870'), build('10.0.20348.5761'), { updates: 0, by: 'build' }],
    ['another release', build('10.0.17763.9487'), build('10.0.20348.5870'), undefined],
    ['beyond the table, no days', build('10.0.20348.5870'), build('10.0.20348.7000'), undefined],
    [
      'beyond the table, by days',
      build('10.0.20348.5870', '2026-11-04T01:00:00Z'),
      build('10.0.20348.7000', '2027-02-03T01:00:00Z'),
      { updates: 3, by: 'day' },
    ],
    [
      'days of repeatable builds',
      build('10.0.20348.6900', '1980-01-01T00:00:00Z'),
      build('10.0.20348.7000', '2027-02-03T01:00:00Z'),
      undefined,
    ],
    [
      'days in the wrong order',
      build('10.0.20348.6900', '2027-03-03T01:00:00Z'),
      build('10.0.20348.7000', '2027-02-03T01:00:00Z'),
      undefined,
    ],
    ['no builds', build('10.0.20348'), build('10.0.20348.5870'), undefined],
  ];
  for (const [name, have, newest, lag] of cases) it(name, () => assert.deepEqual(patchLag(have, newest), lag));
});
