/** What every page runs: the styles, and what makes a page quicker to work with. Nothing here is needed to use a page. */
import "./styles/app.css";
