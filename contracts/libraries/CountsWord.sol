// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Lanes} from "./Lanes.sol";

/// @title A member's second word: what was counted and what the operator moved out
/// @dev Low to high: day:16 | outflow:40 | 8 x (today:8 | lifetime:17). `outflow` and the eight `today` belong to `day`.
library CountsWord {
    using SafeCast for bool;

    uint256 internal constant MAX_OUTFLOW = (1 << 40) - 1;

    uint256 private constant LIFETIMES = 0x1ffff * Lanes.ONES;
    /// Beyond the guard of its lane, see {Lanes}.
    uint256 private constant NONE = (1 << 21) | 0xff;
    uint256 private constant HEAD = (1 << 56) - 1;

    /// @dev The word as of `day`. Without a branch, so that the compiler inlines it.
    function roll(uint256 word, uint256 day) internal pure returns (uint256) {
        unchecked {
            uint256 all = 0 - (uint16(word) == day).toUint();
            return (word & (all | (LIFETIMES << 64))) | day;
        }
    }

    /// @dev Daily limits, 8 x 8 bits, as lanes for {count}; none (0) becomes the most that a day's figure holds, marked.
    function limitsOf(uint256 limits) internal pure returns (uint256 lanes) {
        for (uint256 i; i < 8; ++i) {
            uint256 limit = uint8(limits >> (8 * i));
            lanes |= (limit == 0 ? NONE : limit) << (25 * i);
        }
    }

    /// @dev Accepts as much of each count as its daily limit leaves, and keeps it.
    /// @param counts lanes of 8 bits
    /// @param limits from {limitsOf}
    function count(uint256 word, uint256 day, uint256 counts, uint256 limits)
        internal
        pure
        returns (uint256 next, uint256 accepted)
    {
        unchecked {
            next = roll(word, day);
            uint256 over = Lanes.above(((next >> 56) & Lanes.BYTES) + counts, limits);
            uint256 full = (((next >> 64) & LIFETIMES) + counts) & (Lanes.ONES << 17);
            accepted = counts;
            if (over | full != 0) {
                (next, accepted) = _clip(next, counts, limits);
            } else {
                // The usual case: nothing is clipped and no figure runs over, so that one sum adds to all sixteen.
                next += counts * ((1 << 56) | (1 << 64));
            }
        }
    }

    /// @dev {count} where a limit is met, or a figure stays at its greatest.
    function _clip(uint256 word, uint256 counts, uint256 limits)
        private
        pure
        returns (uint256 next, uint256 accepted)
    {
        unchecked {
            uint256 today = (word >> 56) & Lanes.BYTES;
            // Where there is no limit, whatever a report counts fits below twice the most.
            uint256 most = (limits & Lanes.BYTES) + ((limits >> 21) & Lanes.ONES) * 0xff;
            accepted = Lanes.min(counts, Lanes.less(most, today));
            today = Lanes.min(today + accepted, Lanes.BYTES);
            uint256 lifetime = Lanes.min(((word >> 64) & LIFETIMES) + accepted, LIFETIMES);
            next = (word & HEAD) | (today << 56) | (lifetime << 64);
        }
    }

    function outflow(uint256 word) internal pure returns (uint256) {
        return (word >> 16) & MAX_OUTFLOW;
    }

    /// @dev Callers hold the sum below 2^40.
    function addOutflow(uint256 word, uint256 units) internal pure returns (uint256) {
        unchecked {
            return word + (units << 16);
        }
    }

    function todayOf(uint256 word, uint256 activity) internal pure returns (uint8) {
        return uint8(word >> (56 + 25 * activity));
    }

    function lifetimeOf(uint256 word, uint256 activity) internal pure returns (uint32) {
        return uint32(word >> (64 + 25 * activity)) & 0x1ffff;
    }
}
