"""The page of publications: what is to come, what was, who did it; what has not taken effect can be taken back.

Handlers run on the event loop; whatever asks the database runs in the site's lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litestar import get, post
from litestar.types import ControllerRouterHandler

from sync.central.catalogue.publications import Publication, PublicationError, pending, recent, withdraw
from sync.central.http.pages.changes import CannotError, reason_of
from sync.central.http.pages.sessions import Session
from sync.central.http.pages.site import Asked, Form, Page, Site, to
from sync.protocol.base import instant

MOST: Final = 100
"""Publications shown of each sort."""
WITHDRAWS: Final = "withdraws-"


def routes(site: Site) -> Sequence[ControllerRouterHandler]:
    """Return the routes of the page."""

    @get("/publications")
    async def publications(request: Asked) -> Page:
        session = await site.session(request)
        return await _page(site, request, session) if session else to("/login")

    @post("/publications/{publication_id:str}/withdraw")
    async def withdrawn(request: Asked, publication_id: str) -> Page:
        form = await site.form(request, "manage")
        if not isinstance(form, Form):
            return form
        words = site.words(request)
        try:
            done = await site.do(lambda: _withdraw(site, form, publication_id[:MOST]))
        except CannotError as error:
            note = words(error.key, *error.values)
            return await _page(site, request, form.session, note=note, status_code=error.status)
        note = words("p_done", publication_id[:MOST], words.number(done.rows))
        return await _page(site, request, form.session, note=note)

    return [publications, withdrawn]


async def _page(site: Site, request: Asked, session: Session, *, note: str = "", status_code: int = 200) -> Page:
    def read() -> tuple[list[Publication], list[Publication]]:
        database = site.api.database
        return pending(database, site.api.clock(), MOST), recent(database, MOST)

    coming, latest = await site.do(read)
    known = {one.publication_id for one in coming}
    return site.show(
        request,
        "publications.html",
        session,
        status_code=status_code,
        here="publications",
        coming=coming,
        latest=[one for one in latest if one.publication_id not in known],
        now=instant(site.api.clock()),
        note=note,
        is_bad=status_code >= 400,
        may_manage=session.operator.may("manage"),
    )


def _withdraw(site: Site, form: Form, publication_id: str) -> Publication:
    reason = reason_of(form.fields)
    try:
        return withdraw(
            site.api.database,
            publication_id,
            as_id=f"{WITHDRAWS}{publication_id}"[:MOST],
            by=form.session.operator.name,
            now=site.api.clock(),
            note=reason,
        )
    except PublicationError as error:
        raise CannotError(409, f"p_{error.code}", error.value) from error
