# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scenario: a case with a list of changes laid over it.

The case is never copied or edited. Each change is one small fact ("travel is 7 minutes, because
..."), kept with who and when; the scenario is what they give in order, and undo is to leave the
last one out.
"""

from ambulant.reform.scenario.applied import apply_changes, value_at
from ambulant.reform.scenario.changes import (
    AddOperation,
    AnswerInput,
    CopyModel,
    RemoveModel,
    RemoveOperation,
    RenameModel,
    RestoreValue,
    ScenarioChange,
    SetMarginBase,
    SetPrecondition,
    SetStepDate,
    SetValue,
    change_from_data,
    change_to_data,
)
from ambulant.reform.scenario.words import describe

__all__ = [
    "AddOperation",
    "AnswerInput",
    "CopyModel",
    "RemoveModel",
    "RemoveOperation",
    "RenameModel",
    "RestoreValue",
    "ScenarioChange",
    "SetMarginBase",
    "SetPrecondition",
    "SetStepDate",
    "SetValue",
    "apply_changes",
    "change_from_data",
    "change_to_data",
    "describe",
    "value_at",
]
