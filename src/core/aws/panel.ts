/** How AWS looks in the status panel. Loaded with the first lab on AWS: a part of its own. */
export { awsEmpty, awsHead, awsWhere } from './panel/head';
export { awsGroupOf, awsGroupTitle, awsGroups } from './panel/groups';
export { awsRowActions, awsRowCommand } from './panel/actions';
export { invokedView, trainedView } from './panel/answer';
export { awsPicture } from './panel/picture';
export { awsParts } from './panel/row';
