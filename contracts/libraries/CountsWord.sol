// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A member's second word: what was counted and what the operator moved out
/// @dev Low to high: day:16 | outflow:40 | 8 x (today:8 | lifetime:17). `outflow` and the eight `today` belong to `day`.
library CountsWord {
    uint256 internal constant MAX_OUTFLOW = (1 << 40) - 1;
    uint256 internal constant MAX_LIFETIME = (1 << 17) - 1;

    uint256 private constant FIRST = 56;
    uint256 private constant STEP = 25;
    /// The eight lifetime counts: bits 8..24 of each field of 25.
    uint256 private constant LIFETIMES = (MAX_LIFETIME << 8)
        * ((1 << 56) | (1 << 81) | (1 << 106) | (1 << 131) | (1 << 156) | (1 << 181) | (1 << 206) | (1 << 231));

    /// @dev The word as of `day`.
    function roll(uint256 word, uint256 day) internal pure returns (uint256) {
        return uint16(word) == day ? word : (word & LIFETIMES) | day;
    }

    /// @dev Accepts as much of each count as its daily limit leaves, values it and keeps it.
    /// @param counts,limits 8 x 8 bits; a limit of 0 is none
    /// @param rewards 8 x 32 bits
    /// @return next the word with the accepted counts added; figures at their greatest stay there
    /// @return accepted 8 x 8 bits
    /// @return value the sum of accepted counts times rewards
    function count(uint256 word, uint256 counts, uint256 limits, uint256 rewards)
        internal
        pure
        returns (uint256 next, uint256 accepted, uint256 value)
    {
        next = word;
        unchecked {
            uint256 place;
            for (uint256 bit = FIRST; counts != 0; bit += STEP) {
                uint256 n = counts & 0xff;
                if (n != 0) {
                    uint256 field = next >> bit;
                    uint256 done = field & 0xff;
                    uint256 most = limits & 0xff;
                    if (most != 0) {
                        most = most > done ? most - done : 0;
                        if (n > most) n = most;
                    }
                    accepted |= n << place;
                    value += n * (rewards & 0xffffffff);
                    done = 0xff - done;
                    field = MAX_LIFETIME - ((field >> 8) & MAX_LIFETIME);
                    next += ((n < done ? n : done) | ((n < field ? n : field) << 8)) << bit;
                }
                counts >>= 8;
                limits >>= 8;
                rewards >>= 32;
                place += 8;
            }
        }
    }

    /// @dev The sum of counts times rewards, where nothing is kept and no limit holds.
    function valueOf(uint256 counts, uint256 rewards) internal pure returns (uint256 value) {
        unchecked {
            // 8 x 2^8 x 2^32 cannot run over.
            for (; counts != 0; counts >>= 8) {
                value += (counts & 0xff) * (rewards & 0xffffffff);
                rewards >>= 32;
            }
        }
    }

    function outflow(uint256 word) internal pure returns (uint256) {
        return (word >> 16) & MAX_OUTFLOW;
    }

    function addOutflow(uint256 word, uint256 units) internal pure returns (uint256) {
        unchecked {
            return word + (units << 16);
        }
    }

    function todayOf(uint256 word, uint256 activity) internal pure returns (uint8) {
        return uint8(word >> (FIRST + STEP * activity));
    }

    function lifetimeOf(uint256 word, uint256 activity) internal pure returns (uint32) {
        return uint32((word >> (FIRST + 8 + STEP * activity)) & MAX_LIFETIME);
    }
}
