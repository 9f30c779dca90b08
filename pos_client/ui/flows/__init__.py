"""What follows what, a module a job: opens the job's panels and screens, has acts approved, gives More its items.

A flow decides nothing about goods or money; it asks services and shows what they say. `Stage` is what all stand on.
"""

from pos_client.ui.flows.stage import Stage

__all__ = ["Stage"]
