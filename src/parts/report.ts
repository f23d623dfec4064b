/** The part that makes a student's report and hand-in of what is stored. */
export { buildPortfolio } from '../core/portfolio/build';
export { handInFileName, handInText, makeHandIn, withoutOutputs, type HandIn } from '../core/portfolio/handIn';
export { handInPreview, reportMarkdown } from '../core/portfolio/reportText';
export { reportPage } from '../core/portfolio/reportPage';
export { picturesIn, reportAddress, reportPictures } from '../core/portfolio/pictures';
export { sectionPage } from '../core/portfolio/sectionPage';
export { contentOf } from '../core/courseContent';
export { digest } from '../core/portfolio/digest';
export { labFiles } from '../targets/labFiles';
export { personalOf } from '../targets/personal';
export { readPictures } from '../targets/pictures';
