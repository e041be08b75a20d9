// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICustodian} from "../interfaces/ICustodian.sol";

/// @title How long what the operator promised for a member binds that member
/// @dev A promise bears the Custodian's epoch in which it was made; 0: made by the member's own hand, which binds for good.
library OperatorPromise {
    /// @dev What a thief of the signer's key left behind dies with the pause and the rotation, and a member who graduated is
    /// out of the operator's reach.
    function binds(address custodian, address member, uint256 epoch) internal view returns (bool) {
        if (epoch == 0) return true;
        ICustodian operator = ICustodian(custodian);
        return member.code.length == 0 && operator.epoch() == epoch && operator.pausedUntil() == 0;
    }
}
