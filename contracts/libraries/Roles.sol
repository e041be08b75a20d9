// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Role bits of a community. The owner is not a bit: there is always exactly one, and it may do all that a role
/// may but report, which it grants itself like anybody.
library Roles {
    uint256 internal constant ADMIN = 1 << 0;
    uint256 internal constant MODERATOR = 1 << 1;
    /// May report activity for settlement; bounded by the caps alone, hence time-locked.
    uint256 internal constant REPORTER = 1 << 2;
    uint256 internal constant FULFILLER = 1 << 3;
    uint256 internal constant PAUSER = 1 << 4;
    uint256 internal constant ALL = (1 << 5) - 1;
}
