// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICommunities} from "../interfaces/ICommunities.sol";

/// @title Tiers from lifetime earnings, or balances
/// @dev The three thresholds stand in one word, 64 bits apart, and are compared at once.
library Tier {
    uint256 private constant ONES = 1 | (1 << 64) | (1 << 128);
    uint256 private constant GUARDS = ONES << 63;
    uint256 internal constant NEVER = ONES << 62;
    uint256 private constant MOST = type(uint48).max;

    function thresholdsOf(ICommunities.Caps memory caps) internal pure returns (uint256) {
        return uint256(caps.silver) | (uint256(caps.gold) << 64) | (uint256(caps.platinum) << 128);
    }

    /// @dev {thresholdsOf}, or what no lifetime earnings reach where they do not count.
    function lifetimeThresholdsOf(ICommunities.Caps memory caps) internal pure returns (uint256) {
        return caps.tierByBalance ? NEVER : thresholdsOf(caps);
    }

    /// @dev Base units as whole earning units, as far as {reached} takes them.
    function basis(uint256 balance, uint256 unit) internal pure returns (uint256) {
        unchecked {
            uint256 units = balance / unit;
            return (units | (0 - SafeCast.toUint(units >> 48 != 0))) & MOST;
        }
    }

    /// @dev One bit for each threshold that `value` (below 2^62) has reached: a guard that no borrow took.
    function reached(uint256 value, uint256 thresholds) internal pure returns (uint256) {
        unchecked {
            return (((value * ONES) | GUARDS) - thresholds) & GUARDS;
        }
    }

    /// @dev The tier's entry in 4 x 48 bits, bronze lowest.
    function select(uint256 bits, uint256 table) internal pure returns (uint256) {
        unchecked {
            return uint48(table >> uint8(((bits >> 63) * (48 * ONES)) >> 128));
        }
    }

    /// @dev How many bits {reached} has set: 0 bronze, 1 silver, 2 gold, 3 platinum.
    function index(uint256 bits) internal pure returns (uint256) {
        unchecked {
            return (((bits >> 63) * ONES) >> 128) & 3;
        }
    }
}
