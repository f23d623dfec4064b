import { isEmulated, isOnAws } from '../aws/place';
import { isInCluster } from '../followed';
import { msg, type Message } from '../message';

/** What is said of the target of a clean-up, in the words of that target. `place`: undefined where none was asked, which is Docker. */
export interface TargetWords {
  /** "Docker was asked again at 12:00." */
  asked(gone: number, of: number, time: string): Message;
  readonly another: Message;
  readonly away: Message;
  readonly stillThere: Message;
  said(line: string): Message;
}

export function targetWords(place: string | undefined): TargetWords {
  if (place !== undefined && isOnAws(place)) return isEmulated(place) ? emulator : aws;
  return place !== undefined && isInCluster(place) ? cluster : docker;
}

const docker: TargetWords = {
  another: msg('Docker is not the one that was shown when you looked. Nothing was removed.'), away: msg('Docker does not answer any more.'), stillThere: msg('Docker still lists it.'),
  said: line => msg('Docker says: {0}', line),
  asked: (gone, of, time) => msg('{0} of {1} gone. Docker was asked again at {2}.', gone, of, time),
};
const cluster: TargetWords = {
  another: msg('The cluster is not the one that was shown when you looked. Nothing was removed.'), away: msg('The cluster does not answer any more.'), stillThere: msg('The cluster still lists it.'),
  said: line => msg('The cluster says: {0}', line),
  asked: (gone, of, time) => msg('{0} of {1} gone. The cluster was asked again at {2}.', gone, of, time),
};
const aws: TargetWords = {
  another: msg('AWS is not the account and region that were shown when you looked. Nothing was removed.'), away: msg('AWS does not answer any more.'), stillThere: msg('AWS still lists it.'),
  said: line => msg('AWS says: {0}', line),
  asked: (gone, of, time) => msg('{0} of {1} gone. AWS was asked again at {2}.', gone, of, time),
};
const emulator: TargetWords = {
  another: msg('The emulator is not the one that was shown when you looked. Nothing was removed.'), away: msg('The emulator does not answer any more.'), stillThere: msg('The emulator still lists it. A reset of the emulator takes everything away.'),
  said: line => msg('The emulator says: {0}', line),
  asked: (gone, of, time) => msg('{0} of {1} gone. The emulator was asked again at {2}.', gone, of, time),
};
