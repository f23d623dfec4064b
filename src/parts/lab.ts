/** The part that follows what runs make and takes it away again. */
export { Attributor } from '../core/attribution';
export { inherit } from '../core/ownerChain';
export { ReceiptBook } from '../core/receipts/book';
export type { PendingStore, ReceiptPorts } from '../core/receipts/ports';
export { PendingReceipts } from '../targets/pendingReceipts';
export { folderSnapshot } from '../targets/folderSnapshot';
export { strikeBlock } from '../core/cleanup/block';
export { caughtUp } from '../core/cleanup/caughtUp';
export { planCleanup } from '../core/cleanup/plan';
export { cleanUp } from '../core/cleanup/run';
export { putBackShipped, removeLabFile } from '../targets/labRemoval';
