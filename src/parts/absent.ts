export {};
/** Stands in for parts of a library that the product never uses (ssh, gRPC): they would bring native code along. */
export const Client = undefined;
