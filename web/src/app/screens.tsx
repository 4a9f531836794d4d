import { lazy, type ComponentType } from 'react';
import { CaseScreen } from '../case/CaseScreen';
import { InboxScreen } from '../inbox/InboxScreen';

/** What comes after # first, and what it shows; `operation` is what the person must be allowed to call. */
export interface Screen {
  at: string;
  title: string;
  group: 'Work' | 'Goods' | 'Messages' | 'Control';
  operation: string;
  show: ComponentType<{ path: string[] }>;
}

const ApprovalsScreen = lazy(() => import('../approvals/ApprovalsScreen'));
const OrderScreen = lazy(() => import('../orders/OrderScreen'));
const OpenReceiptsScreen = lazy(() => import('../orders/OpenReceiptsScreen'));
const StockScreen = lazy(() => import('../stock/StockScreen'));
const SuppliersScreen = lazy(() => import('../suppliers/SuppliersScreen'));
const MessagesScreen = lazy(() => import('../messages/MessagesScreen'));
const PartnersScreen = lazy(() => import('../partners/PartnersScreen'));
const LedgerScreen = lazy(() => import('../ledger/LedgerScreen'));
const FiguresScreen = lazy(() => import('../figures/FiguresScreen'));
const PolicyScreen = lazy(() => import('../policy/PolicyScreen'));
const OperationsScreen = lazy(() => import('../operations/OperationsScreen'));

export const SCREENS: readonly Screen[] = [
  { at: 'inbox', title: 'Inbox', group: 'Work', operation: 'list_cases', show: InboxScreen },
  {
    at: 'approvals',
    title: 'Approvals',
    group: 'Work',
    operation: 'list_cases',
    show: ApprovalsScreen,
  },
  {
    at: 'open-receipts',
    title: 'Open receipts',
    group: 'Goods',
    operation: 'list_open_receipts',
    show: OpenReceiptsScreen,
  },
  {
    at: 'stock',
    title: 'Transfers and counts',
    group: 'Goods',
    operation: 'list_transfers',
    show: StockScreen,
  },
  {
    at: 'suppliers',
    title: 'Suppliers',
    group: 'Goods',
    operation: 'list_suppliers',
    show: SuppliersScreen,
  },
  {
    at: 'messages',
    title: 'Messages',
    group: 'Messages',
    operation: 'list_messages',
    show: MessagesScreen,
  },
  {
    at: 'partners',
    title: 'Partners',
    group: 'Messages',
    operation: 'list_partners',
    show: PartnersScreen,
  },
  { at: 'figures', title: 'Figures', group: 'Control', operation: 'get_kpis', show: FiguresScreen },
  {
    at: 'policy',
    title: 'Rules and tolerances',
    group: 'Control',
    operation: 'get_policy',
    show: PolicyScreen,
  },
  {
    at: 'ledger',
    title: 'Audit explorer',
    group: 'Control',
    operation: 'list_ledger',
    show: LedgerScreen,
  },
  {
    at: 'operations',
    title: 'Operations',
    group: 'Control',
    operation: 'get_operations',
    show: OperationsScreen,
  },
];

/** Screens of one thing, found by its name in the address. */
export const DETAILS: Record<string, ComponentType<{ path: string[] }>> = {
  cases: CaseScreen,
  orders: OrderScreen,
};
