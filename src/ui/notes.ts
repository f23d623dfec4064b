import { Slot, type Disposable } from '../core/disposable';
import { anyOf } from '../core/emitter';
import { followedOf } from '../core/followed';
import { findLabFolder } from '../targets/labFolder';
import { ByHand } from '../views/byHand';
import { LabProgress } from '../views/labProgress';
import { labOf as keyOf } from '../views/cleanupDesk';
import { labsFolder, NeedsBash } from '../views/labShells';
import { machine } from '../views/machine';
import { showFailure } from '../views/messages';
import { FigureDesk } from '../views/figureDesk';
import { handleNoteAction, type DecisionActs } from '../views/noteActions';
import { NoteDesk, type NoteDeskPorts } from '../views/noteDesk';
import type { NoteAction, NotePlace } from '../views/noteHost';
import { NotePanels } from '../views/notePanel';
import { overviewOf } from '../views/overview';
import { offerShell } from '../views/runCommands';
import { PredictionDesk } from '../views/predictionDesk';
import { RemedyDesk, type RemedyDeskPorts } from '../views/remedyDesk';
import { VisibleSections } from '../views/visibleSections';
import type { Cleanup } from './cleanup';
import { clock } from './clock';
import type { Course } from './course';
import { onAws, type Runs } from './runs';
import type { Ui } from './services';

export interface Notes { readonly notes: NotePanels; readonly progress: LabProgress }

/** The rendered note: what it shows, and what its buttons do. */
export function addNotes(ui: Ui, parts: Course & Runs & Cleanup): Notes {
  const { context, services, own, media } = ui;
  const { courses, labs, links, shells, forms, receipts, checks, cleanupActs, leftOvers, beforeRun, pins, clusterPins, awsPins } = parts;
  const remedies = createRemedies(ui, parts, { reveal: ({ courseId, sectionId }, blockId) => notes.open(courseId, sectionId, 'here', { blockId }), cleanUp: place => act({ kind: 'cleanUp', section: place.sectionId, reset: false }, place) });
  const progress = own.own(new LabProgress({ ...parts, journal: services.journal }));
  const figures = own.own(new FigureDesk({
    courses, trust: parts.trust, clock, folder: lab => findLabFolder(labsFolder(), lab.courseId, lab.labId), part: () => services.parts.checks(),
    overview: at => overviewOf(at, (courseId, entry) => progress.progress(courseId, entry), links.all), onOverview: anyOf<unknown>(progress.onProgress, ...links.all.map(({ onLink }) => onLink)),
  }));
  const predictions = own.own(new PredictionDesk({ courses, book: parts.book, journal: services.journal, clock, links, checks, onRecord: labs.onRecord, part: () => services.parts.checks() }));
  const desk = createDesk(ui, { ...parts, progress, figures, predictions }, remedies, place => notes.shows(place));
  const decisions: DecisionActs = { act: (action, place) => beforeRun.decide(action, place) };
  const act = (action: NoteAction, place: NotePlace) => handleNoteAction(action, place, {
    courses, labs, forms, remedies, checks, predictions, decisions, cleanup: cleanupActs, strip: async (id, chosen) => await leftOvers.act(id, chosen) || await pins.act(id, chosen, place) || await clusterPins.act(id, chosen, place) || awsPins.act(id, chosen, place),
    open: async (courseId, sectionId, heading) => notes.open(courseId, sectionId, 'here', { heading }),
  });
  const fail = (error: unknown) => error instanceof NeedsBash ? offerShell(error) : showFailure(error, services.log);
  const notes: NotePanels = own.own(new NotePanels({
    media, log: services.log, state: context.workspaceState,
    host: {
      view: (courseId, sectionId) => desk.view(courseId, sectionId), shown: place => desk.tellApart(place), bannerOf: (courseId, sectionId) => desk.bannerOf(courseId, sectionId),
      onBlock: desk.onBlock, onCheck: checks.onChange, onFigure: figures.onChange, onPrediction: predictions.onChange, onOutput: labs.onOutput, onBanner: desk.onBanner, onSection: desk.onSection,
      courseRoot: async courseId => courses.folderOf(await courses.open(courseId)),
      file: async place => { const at = await courses.section(place.courseId, place.sectionId); return courses.uriOf(at.open, at.entry.file); },
      handle: (action, place) => act(action, place).catch(fail),
    },
  }));
  const reading = new Map(links.all.map(link => [link, own.own(new Slot<Disposable>())] as const));
  own.own(new VisibleSections(notes.onVisible, courses, (places, targets) => {
    checks.show(places);
    figures.show(places);
    for (const [link, slot] of reading) slot.value = targets.some(of => followedOf(of) === link.target) ? slot.value ?? link.read() : undefined;
  }));
  // The note is where the student decides.
  const show = async (place: NotePlace, blockId?: string) => { if (!notes.shows(place)) await notes.open(place.courseId, place.sectionId, 'here', { blockId }); };
  own.own(beforeRun.onAsk(place => void show(place, place.blockId).catch(fail)));
  own.own(anyOf(pins.onAsk, clusterPins.onAsk, awsPins.onAsk)(place => void show(place).catch(fail)));
  own.own(new ByHand({
    courses, shells, newId: services.newId, place: () => notes.current, glance: (lab, targets) => receipts.glance(lab, targets),
    keep: (record, glance) => { labs.keep(record); receipts.over(record, glance); },
  }));
  return { notes, progress };
}

function createRemedies({ services, own }: Ui, { courses, trust, book, labs, links, shells, ledger }: Course & Runs, ways: Pick<RemedyDeskPorts, 'reveal' | 'cleanUp'>): RemedyDesk {
  return own.own(new RemedyDesk({
    courses, book, labs, shells, links, ledger, part: () => services.parts.advice(), trusted: at => trust.isTrusted(at),
    folder: lab => findLabFolder(labsFolder(), lab.courseId, lab.labId), ...ways,
  }));
}

function createDesk({ services, own }: Ui, { courses, book, labs, links, aws, shells, forms, receipts, leftOvers, checks, progress, beforeRun, pins, clusterPins, awsPins, figures, predictions }: Course & Runs & Cleanup & { readonly progress: LabProgress; readonly figures: FigureDesk; readonly predictions: PredictionDesk }, remedies: RemedyDesk, isShown: NoteDeskPorts['isShown']): NoteDesk {
  return own.own(new NoteDesk({
    courses, clock, book, isShown, onRecord: labs.onRecord, onOutput: labs.onOutput, onReport: shells.onReport, onLink: listener => anyOf(...links.all.map(({ onLink }) => onLink))(() => listener()),
    parser: services.parser, link: targets => links.of(targets).status, machine,
    report: (courseId, labId) => shells.of({ courseId, labId })?.report, remembered: (courseId, token) => forms.remembered(courseId, token),
    leftOvers: { strips: lab => leftOvers.strips(lab), onChange: leftOvers.onChange },
    checks, figures, predictions, progress: (courseId, entry) => progress.progress(courseId, entry),
    receipts: { load: () => receipts.load(), of: runId => receipts.view(runId), onChange: receipts.onChange },
    remedies: { of: (at, block, record) => remedies.explanationOf(at, block, record), onChange: remedies.onChange },
    decisions: { of: (at, block) => beforeRun.decisionOf(at, block), onChange: beforeRun.onChange },
    track: {
      pretends: (at, block) => block.options.pretends !== undefined && aws.tracks.trackOf(keyOf(at)) === 'emulator' ? block.options.pretends : undefined,
      lock: (at, block) => onAws(at) && aws.tracks.trackOf(keyOf(at)) === 'emulator' ? aws.isolation.lockOf(at, block) : undefined,
      onChange: aws.tracks.onChange,
    },
    pins: { of: (place, expects) => pins.stripOf(place, expects) ?? clusterPins.stripOf(place.at) ?? awsPins.stripOf(place.at), onChange: anyOf(pins.onChange, clusterPins.onChange, awsPins.onChange) },
  }));
}
