// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ledger} from "../libraries/Ledger.sol";

/// @title Storage of a community's token
/// @dev Comes first in {Token} and {TokenExtension}, so that both find it in the same slots.
abstract contract TokenState {
    Ledger.Data internal _data;
}
