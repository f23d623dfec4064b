import * as vscode from 'vscode';
import { findCourses, openCourseFolder } from '../targets/courseFolder';
import { labFiles } from '../targets/labFiles';
import { Authoring } from '../views/authoring';
import { contentPacks } from '../views/contentPacks';
import { diskPlaces } from '../views/diskPlaces';
import { Courses } from '../views/courses';
import { CourseTree } from '../views/courseTree';
import { CourseTrust } from '../views/courseTrust';
import { PlainDocuments } from '../views/plainDocuments';
import { Problems } from '../views/problems';
import { RunLens } from '../views/runLens';
import { TestExplorer } from '../views/testExplorer';
import type { Cleanup } from './cleanup';
import type { Notes } from './notes';
import type { Runs } from './runs';
import type { Ui } from './services';

export interface Course { readonly courses: Courses; readonly trust: CourseTrust; readonly documents: PlainDocuments; readonly problems: Problems }

/** The courses of the window, and what of them may act. */
export function addCourse({ context, services, own }: Ui): Course {
  const courses = own.own(new Courses({
    places: diskPlaces, engine: services.engine, openFolder: openCourseFolder, find: findCourses,
    choose: found => services.parts.notes().chooseCourses(found), packs: () => contentPacks(diskPlaces, services.parts.notes().coursesOf), shipped: vscode.Uri.joinPath(context.extensionUri, 'notes').fsPath,
  }));
  const documents = own.own(new PlainDocuments());
  const trust = own.own(new CourseTrust({
    state: context.globalState, courses, labFiles, kept: services.trusted, keyOf: open => services.parts.notes().trustKey(open),
    show: (title, text) => documents.show(title, text, 'diff'),
  }));
  return { courses, trust, documents, problems: own.own(new Problems(courses)) };
}

/** The tree; and in Markdown files of a course: Run above each block, problems, completion. */
export function addCourseViews({ services, own }: Ui, { courses, book, labs, notes, progress, checks, leftOvers }: Course & Runs & Cleanup & Notes): void {
  const tree = own.own(new CourseTree(courses, progress));
  const badge = () => tree.leftOvers(leftOvers.all.reduce((sum, { count }) => sum + count, 0));
  badge();
  own.own(leftOvers.onChange(badge));
  own.own(notes.onCurrent(place => { if (place) void tree.reveal(place.courseId, place.sectionId); }));
  own.own(new RunLens({ courses, onRecord: labs.onRecord, onReset: book.onReset, last: (courseId, blocks, entry) => book.last({ courseId, labId: entry.meta.lab ?? entry.id }, blocks) }));
  own.own(new TestExplorer(courses, checks));
  own.own(new Authoring(courses, services.engine));
}
