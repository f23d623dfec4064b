/** The part that prepares a class: what is missing, and how it comes. */
export { awsLines } from '../core/aws/forClass';
export { awsPrograms } from '../targets/awsPreparer';
export { clusterImageLines, isRegistry, obstacles, wantedBy } from '../core/preparation';
export { Preparer } from '../targets/preparer';
export { ClusterImages } from '../targets/clusterImages';
