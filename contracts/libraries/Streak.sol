// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Streaks from a bitmap of active days
/// @dev Bit n: active n days ago; 32 days.
library Streak {
    using SafeCast for bool;

    uint256 internal constant GRACE = type(uint256).max;

    uint256 private constant WINDOW = 32;

    /// @dev The bitmap with forgiven days filled in. A missed day is forgiven iff the six days before it were all
    /// active; the five days before the window count as active, so that a long streak does not end near its edge: its
    /// oldest day alone is not forgiven, which would make 32 days of a newcomer's 31.
    /// @param grace {GRACE}, or 0 where no day is forgiven
    function held(uint256 activeDays, uint256 grace) internal pure returns (uint256) {
        uint256 map = activeDays | (0x1f << WINDOW);
        uint256 two = map & (map >> 1);
        // Bit n of this stands for a run n .. n+5; the run that forgives day n starts at n+1.
        uint256 six = two & (two >> 2) & (two >> 4);
        return map | ((six >> 1) & grace);
    }

    /// @dev Days without an unforgiven gap, counted back from bit 0; saturates at 32.
    function length(uint256 map) internal pure returns (uint256) {
        return Math.log2(_gap(map & ((1 << WINDOW) - 1)));
    }

    /// @dev Active days of a bitmap, wherever they stand.
    function count(uint256 map) internal pure returns (uint256 days_) {
        for (; map != 0; map &= map - 1) {
            ++days_;
        }
    }

    /// @param bps 5 x uint16: from 0, 3, 7, 14 and 30 days, lowest bits first
    function multiplier(uint256 map, uint256 bps) internal pure returns (uint256) {
        unchecked {
            uint256 gap = _gap(map);
            // A gap at bit n means n days: 3, 7, 14 and 30 of them are one step each.
            uint256 step = (gap > 0x7).toUint() + (gap > 0x7f).toUint() + (gap > 0x3fff).toUint()
                + (gap > 0x3fffffff).toUint();
            return uint16(bps >> (step * 16));
        }
    }

    /// @dev The lowest day that is not held, as a bit.
    function _gap(uint256 map) private pure returns (uint256) {
        unchecked {
            return ~map & (map + 1);
        }
    }
}
