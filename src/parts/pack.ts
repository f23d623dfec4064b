/** The part that packs courses and looks packs through; the zip libraries come with it. */
export { folderSource } from '../targets/pack/folderSource';
export { readInstallable } from '../targets/pack/installSource';
export { packCourse } from '../targets/pack/packCourse';
