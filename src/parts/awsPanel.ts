/** The part that shows AWS in the status panel. */
export * from '../core/aws/panel';
