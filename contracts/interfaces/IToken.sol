// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITokenCore} from "./ITokenCore.sol";
import {ITokenExtension} from "./ITokenExtension.sol";

/// @title A community's token
/// @notice ERC-20 with permit whose per-member storage word also carries the member's standing: day, earned today and
/// this week, lifetime earned and a bitmap of active days. Caps, streaks and tiers are therefore enforced where the
/// balance is written. Only modules that the registry enabled may issue, move or burn.
/// @dev Word 1: balance:96 | day:16 | claimed:1 | registered:1 | today:30 | week:32 | lifetime:47 | suspended:1 | days:32.
/// Word 2 (touched only where a policy needs it): day:16 | outflow:40 | 8 x (today:8 | lifetime:17).
/// Days and weeks without a cap of their own end at what their fields hold, 2^30-1 and 2^32-1 units.
/// Earned figures are in earning units of 10^max(decimals-3, 0) base units; days are unix days (UTC).
// solhint-disable-next-line no-empty-blocks
interface IToken is ITokenCore, ITokenExtension {}
