// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ICommunities} from "./ICommunities.sol";
import {ITokenTypes} from "./ITokenTypes.sol";

/// @title What a community's token does often
/// @notice Part of {IToken}; the rest is {ITokenExtension}.
interface ITokenCore is IERC20Metadata, ITokenTypes {
    /// @notice Pays a batch of activity reports. Modules only.
    /// @param reports member:160 | counts:8x8 | flags:32 (bit 0: registration); lowest count byte is activity 0.
    /// @return paid one word per report: member:160 | accepted counts:8x8 | paid:32 (earning units)
    function settle(uint256[] calldata reports, Rates calldata rates) external returns (uint256[] memory paid);
    /// @notice Pays the daily claim of a member. Modules only.
    /// @return paid base units; less than the reward (down to 0) where a cap leaves less
    /// @return streak days including today
    function claimDaily(address member, Rates calldata rates) external returns (uint256 paid, uint256 streak);
    /// @notice Issues an earning without multipliers, clipped to all caps. Modules only.
    /// @return paid base units
    function earn(address member, uint256 amount) external returns (uint256 paid);
    /// @notice Moves tokens; never a banned member's. Modules only. `custodial` says that the operator acts for `from`: the ceilings apply, the
    /// member's, and the community's of 5 % of supply a day, which is never below 500 tokens (a young community's share
    /// would stop its first gift). Parts of an earning unit count as a whole one.
    /// @return tier of `from`
    function move(address from, address to, uint256 amount, bool custodial) external returns (uint8 tier);
    /// @notice Burns a member's tokens, or the caller's own. Modules only; the caller's own also while paused, and where it was
    /// disabled since. No custodial ceiling counts it.
    /// @param refundable that the module may have to give it back: it then stays reserved under the supply cap, for good,
    /// so that no cap can ever stand in a refund's way
    function burn(address from, uint256 amount, bool refundable) external;
    /// @notice Issues anew what the caller burned as refundable, and no more than that. Regardless of pause, caps, the
    /// greatest balance and whether the module is still enabled; earned figures stay as they are.
    function refund(address to, uint256 amount) external;
    function setCaps(ICommunities.Caps calldata caps) external;
    function setModule(address module, bool enabled) external;
    function setPaused(bool paused) external;
    function registry() external view returns (address);
    function custodian() external view returns (address);
    /// @notice Base units per earning unit.
    function unit() external view returns (uint256);
    /// @notice Base units that may still exist besides: under the supply cap, or in a wrapped token's budget.
    function issuable() external view returns (uint256);
    /// @notice The ERC-20 that backs this token one to one; zero for a native token.
    function underlying() external view returns (address);
    function paused() external view returns (bool);
    function closed() external view returns (bool);
    function clawback() external view returns (bool);
    /// @notice 2^96-1 where none was set.
    function supplyCap() external view returns (uint256);
    /// @notice 2^96-1 where none was set.
    function maxBalance() external view returns (uint256);
    function isModule(address module) external view returns (bool);
}
