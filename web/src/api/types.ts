import type { components } from '../../generated/schema';

export type Schemas = components['schemas'];

export type Severity = Schemas['Case']['severity'];
export type Message = Schemas['Message'];
export type Finding = Schemas['Finding'];

/** A difference as a case carries it. */
export interface CaseDiscrepancy {
  code: string;
  rule: string;
  document?: string;
  document_line?: string;
  sku?: string;
  quantity?: string;
  uom?: string;
  impact: string;
  currency: string;
  class: string;
  severity: Severity;
  first_seen: string;
  reason?: string;
  cause?: string;
}

/** A difference with its arithmetic, as an order shows it. */
export interface Discrepancy extends Omit<CaseDiscrepancy, 'first_seen'> {
  supplier: string;
  po?: string;
  po_line?: string;
  expected?: string;
  actual?: string;
  amount: string;
  confidence?: string;
  evidence?: string[];
  owner: string;
  hold?: string;
  line_effect?: string;
  arithmetic?: string[];
  tolerance?: string;
}

/** An order line with its running quantities, in base units. */
export interface Line {
  supplier: string;
  po: string;
  po_line: string;
  sku: string;
  uom: string;
  site?: string;
  state: string;
  ordered: string;
  shipped: string;
  in_transit: string;
  in_transit_until?: string;
  received: string;
  accepted: string;
  rejected: string;
  on_hold: string;
  returned: string;
  payable: string;
  billed: string;
  posted: string;
}

export interface ReceiptLine {
  line: string;
  po?: string;
  po_line?: string;
  item: { sku?: string; vendor?: string; gtin?: string; description?: string };
  quantity: string;
  uom: string;
  unit_price?: string;
  price_uom?: string;
  amount?: string;
  condition?: string;
}

export interface Receipt {
  stage: Stage;
  document: { kind: string; number: string; date?: string; purpose?: string };
  supplier: string;
  site?: string;
  currency?: string;
  references?: Record<string, string>;
  dates?: Record<string, string>;
  lines?: ReceiptLine[];
  charges?: { kind: string; amount: string; description?: string }[];
  totals?: Record<string, string>;
}

export const STAGES = ['ordered', 'shipped', 'received', 'accrued', 'invoiced'] as const;
export type Stage = (typeof STAGES)[number];

export interface StoredDocument {
  id: string;
  receipt: Receipt;
}

export interface Order {
  supplier: string;
  po: string;
  documents: Record<Stage, StoredDocument[]>;
  lines: Line[];
  discrepancies: Discrepancy[];
  invoices: InvoiceOutcome[];
  notes: { note: string; text: string; po_line?: string; amount?: string }[];
  cases: Schemas['Case'][];
}

export interface InvoiceOutcome {
  supplier: string;
  invoice: string;
  currency: string;
  gross: string;
  payable_now: string;
  blocked: string;
  disputed: string;
  waiting: string;
  outcome: string;
}

export interface HistoryEntry {
  sequence: number;
  at: string;
  actor: string;
  role: string;
  action: string;
  before: unknown;
  after: unknown;
  reason: string;
  hash: string;
}

export type CaseRow = Omit<Schemas['Case'], 'discrepancies'> & {
  discrepancies: CaseDiscrepancy[];
};

export type CaseDetail = Omit<Schemas['CaseWithHistory'], 'discrepancies' | 'history' | 'lines'> & {
  discrepancies: CaseDiscrepancy[];
  history: HistoryEntry[];
  lines?: Line[];
};
