/** For authors: looks at a whole course, and begins one. Loaded at the first of these commands. */
export { checkCourse } from '../core/courseCheck/checkCourse';
export { countsOf } from '../core/courseCheck/report';
export { courseFromNotes } from '../core/newCourse/fromNotes';
export { newCourseText } from '../core/newCourse/newReport';
export { templateCourse } from '../core/newCourse/template';
export { listCourse } from '../targets/courseListing';
export { readNotes, writeNew } from '../targets/newFolder';
