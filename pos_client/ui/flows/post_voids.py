"""Post-voids: from the receipt to the money given back. Main thread."""

from __future__ import annotations

from pos_client.domain.post_void import PostVoid
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import PostVoidView
from pos_client.ui import screens
from pos_client.ui.flows.money_back import MoneyBackFlow
from pos_client.ui.flows.stage import Stage


class PostVoidsFlow(MoneyBackFlow):
    """The post-void screen and what joins it to the receipts; `done` is the one of returns, it says what to give."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, stage.services.post_voids)
        self._post_voids = stage.services.post_voids
        self._receipts = stage.services.receipts
        stage.window.offer_screen("post_void", self._make_screen)

    def _make_screen(self) -> screens.PostVoidScreen:
        screen = screens.PostVoidScreen(self._stage.services, self._stage.bridge, self._stage.window.guard)
        self._join_face(screen)
        screen.reason_words_wanted.connect(self._open_words)
        return screen

    @property
    def screen(self) -> screens.PostVoidScreen:
        """The question whether this receipt is taken back whole."""
        return self._stage.window.screen_of(screens.PostVoidScreen)

    def open(self, receipt_number: str) -> None:
        """Ask about one sale; what forbids it is told."""
        if not self._post_voids.is_open:
            try:
                self._post_voids.find(receipt_number)
            except ServiceError as error:
                self._stage.tell(error.code, error.details)
                return
            self.screen.start()
        self._stage.window.show_screen(self.screen.name)

    def show_done(self, document: PostVoid) -> None:
        """The record is on disk: what has to be handed over."""
        self.done.show_what(lambda: self._receipts.voided_view(document))

    def is_untouched(self, view: PostVoidView) -> bool:
        """True before a reason was chosen."""
        return view.can_leave and not self.screen.has_reason

    def back(self) -> None:
        """Back to the receipts."""
        self._stage.window.show_screen("receipts")

    def _open_words(self, reason_id: str) -> None:
        names = next((reason.names for reason in self._post_voids.reasons() if reason.reason_id == reason_id), ())

        def apply(words: str) -> None:
            self._stage.window.close_side()
            self.screen.set_reason(reason_id, words)

        texts = (self._stage.window.formatter.name(names), self.tr("It is written into the journal"))
        self._stage.window.open_side(screens.TextPanel(apply, texts=lambda: (*texts, self.tr("Reason"))))
