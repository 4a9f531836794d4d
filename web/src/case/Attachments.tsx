import { useRef, useState } from 'react';
import { useAct } from '../api/cases';
import type { CaseDetail } from '../api/types';
import { useMayCall } from '../app/me';
import { Panel } from '../design/Panel';
import { time } from '../format/dates';
import { bytes } from '../format/words';
import { offerOf } from './offers';

/** What the gateway takes; it looks into the file as well. */
const TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv'];
const BYTES_MAX = 5 * 1024 * 1024;

/** The bytes of a file in base64. */
function contentOf(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => failed(new Error(`${file.name} can not be read`));
    reader.readAsDataURL(file);
  });
}

/** Why the gateway would refuse a file, known before its bytes are sent. */
export function refusalOfFile(file: { name: string; type: string; size: number }): string {
  if (!TYPES.includes(file.type))
    return `${file.name}: attach a PDF, a PNG or JPEG image, plain text or CSV`;
  if (file.size > BYTES_MAX) return `${file.name} has ${bytes(file.size)}; at most 5 MiB are taken`;
  return file.size === 0 ? `${file.name} is empty` : '';
}

/** Papers beside the messages: a photograph of the crushed carton, the signed delivery note. */
export function Attachments({ found }: { found: CaseDetail }) {
  const mayAttach = offerOf(found, 'attach')?.allowed ?? false;
  const attachments = found.attachments ?? [];
  if (!mayAttach && attachments.length === 0) return null;
  return (
    <Panel title="Attachments">
      <div className="stack">
        {attachments.length > 0 && (
          <ul className="stack">
            {attachments.map((each) => (
              <Attached key={each.number} id={found.id} of={each} />
            ))}
          </ul>
        )}
        {mayAttach && <Attach id={found.id} />}
      </div>
    </Panel>
  );
}

function Attached({ id, of }: { id: string; of: NonNullable<CaseDetail['attachments']>[number] }) {
  const mayOpen = useMayCall('get_case_attachment');
  return (
    <li>
      {mayOpen ? (
        <a
          href={`/api/v1/cases/${encodeURIComponent(id)}/attachments/${of.number}`}
          download={of.name}
        >
          {of.name}
        </a>
      ) : (
        of.name
      )}
      <p className="small soft">
        {bytes(of.bytes)} · {of.by}, {time(of.at)}
      </p>
    </li>
  );
}

function Attach({ id }: { id: string }) {
  const input = useRef<HTMLInputElement>(null);
  const acting = useAct(id);
  const [refusal, setRefusal] = useState('');
  const attach = async (file: File) => {
    const refused = refusalOfFile(file);
    setRefusal(refused);
    if (refused) return;
    try {
      const content = await contentOf(file);
      const { name, type } = file;
      await acting.mutateAsync({ body: { action: 'attach', name, media_type: type, content } });
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : 'It was not attached');
    }
  };
  return (
    <div className="stack no-print">
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label="File to attach"
        tabIndex={-1}
        accept={TYPES.join(',')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = ''; // the same file may be chosen again
          if (file) void attach(file);
        }}
      />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={acting.isPending}
          onClick={() => input.current?.click()}
        >
          {acting.isPending ? 'Attaching…' : 'Attach a file'}
        </button>
        <span className="small soft">PDF, image, text or CSV, up to 5 MiB</span>
      </div>
      {refusal && (
        <p className="note bad" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
