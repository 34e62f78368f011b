import { defineRule } from '../rule';

const config = (sources: string) => `{ "LogConfig": { "sources": [${sources}] } }`;

export default defineRule({
  name: 'logging/source-not-read',
  title: 'LogMonitor passes over a source of its configuration',
  severity: 'low',
  confidence: 'high',
  cwe: [778],
  tags: ['logging', 'windows', 'containers'],
  fixable: 'unsafe',
  messages: {
    lost: '`{text}` {why}: LogMonitor leaves the source out, and its records end with the container.',
  },
  rationale: `
    Windows containers write to event logs and files that nobody sees from outside. LogMonitor brings them to the output of
    the container; what it leaves out is gone when the container is, and with it the traces of who was there.`,
  remedy: 'Write the source as the documentation of LogMonitor has it, and look at its first lines of output once.',
  references: ['https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md'],
  bad: [
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config('{ "type": "File", "directory": "C:\\\\", "filter": "*.log", "includeSubdirectories": «true» }'),
    },
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config('{ "type": "File", "directory": «"logs\\\\app"», "filter": "*.log" }'),
    },
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config('{ "type": "«EventLogs»", "channels": [{ "name": "System" }] }'),
      fixed: config('{ "type": "EventLog", "channels": [{ "name": "System" }] }'),
    },
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config(
        '{ "type": "EventLog", "channels": [{ "name": "Security", "level": "«Info»" }] }, { "type": "EventLog", "channels": «[]» }',
      ),
    },
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config(
        '{ "type": "ETW", "providers": [«{ "level": "Error" }», { "providerName": "IIS" }] }, { "type": "«ETW»" }',
      ),
    },
  ],
  good: [
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config(
        '{ "type": "EventLog", "startAtOldestRecord": true, "channels": [{ "name": "system", "level": "information" }] }, { "type": "File", "directory": "c:\\\\inetpub\\\\logs", "filter": "*.log", "includeSubdirectories": true }, { "type": "ETW", "providers": [{ "providerGuid": "{3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83}" }] }, { "type": "Process" }',
      ),
    },
    {
      language: 'json',
      file: 'LogMonitorConfig.json',
      code: config(
        '{ "type": "File", "directory": "C:\\\\", "includeSubdirectories": false }, { "type": "File", "directory": "%LOGS%" }',
      ),
    },
    { language: 'json', file: 'daemon.json', code: '{ "sources": [{ "type": "Files" }] }' },
  ],
  visit: {
    'logging.source'({ text, at, why, mend }, { report }) {
      report('lost', at, { text, why }, { fixes: [mend] });
    },
  },
});
