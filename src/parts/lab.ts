/** The part that follows what runs make and takes it away again. */
export { ReceiptBook, type PendingStore, type ReceiptPorts } from '../core/receipts/book';
export { PendingReceipts } from '../targets/pendingReceipts';
export { folderSnapshot } from '../targets/folderSnapshot';
