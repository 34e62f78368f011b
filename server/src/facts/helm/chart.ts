/**
 * The folder of the chart that a template belongs to: the nearest one above that holds a `Chart.yaml`, if the file stands in
 * its `templates`. Absolute paths, with forward slashes.
 * @param isChart whether a folder holds a `Chart.yaml`
 */
export function chartOf(path: string, isChart: (folder: string) => boolean): string | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (isChart(folder)) return path.startsWith('templates/', end + 1) ? folder : undefined;
  }
  return undefined;
}
