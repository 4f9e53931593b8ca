import { Late } from '../screens/late.js';

/** Films and voice notes recorded in the page: a part of the parts that offer them. */
export const FILM = new Late(() => import('./film.js'));
