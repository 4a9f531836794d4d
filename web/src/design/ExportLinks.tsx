/** What a list shows, all pages of it, as a file for a spreadsheet. */
export function ExportLinks(props: { path: string; query?: Record<string, string | undefined> }) {
  const href = (format: string) => {
    const search = new URLSearchParams({ format });
    for (const [name, value] of Object.entries(props.query ?? {}))
      if (value) search.set(name, value);
    return `/api/v1/${props.path}?${search}`;
  };
  return (
    <div className="row no-print">
      <a className="button" href={href('csv')} download>
        CSV
      </a>
      <a className="button" href={href('xlsx')} download>
        XLSX
      </a>
    </div>
  );
}
