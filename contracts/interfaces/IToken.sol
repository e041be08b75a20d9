// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ICommunities} from "./ICommunities.sol";

/// @title A community's token
/// @notice ERC-20 with permit whose per-member storage word also carries the member's standing: day, earned today and
/// this week, lifetime earned and a bitmap of active days. Caps, streaks and tiers are therefore enforced where the
/// balance is written. Only modules that the registry enabled may issue, move or burn.
/// @dev Word 1: balance:96 | day:16 | claimed:1 | registered:1 | today:30 | week:32 | lifetime:48 | days:32.
/// Word 2 (touched only where a policy needs it): day:16 | outflow:40 | 8 x (today:8 | lifetime:17).
/// Days and weeks without a cap of their own end at what their fields hold, 2^30-1 and 2^32-1 units.
/// Earned figures are in earning units of 10^max(decimals-3, 0) base units; days are unix days (UTC).
interface IToken is IERC20Metadata, IERC20Permit {
    /// @notice What a policy says an activity is worth; handed in by the Earnings module with each settlement.
    /// @param rewards 8 x uint32, lowest bits first: earning units per unit of counted activity.
    /// @param limits 8 x uint8: most counted units of an activity per member and UTC day; 0 means no limit of its own.
    /// @param streakBps 4 x uint16: multiplier in basis points (10,000 = 1) from a streak of 3, 7, 14 and 30 days.
    /// @param tierBps 4 x uint16: multiplier for bronze, silver, gold, platinum.
    /// @param seasonBps multiplier of the seasons open at this moment.
    /// @param registration earning units paid once per account.
    /// @param daily earning units of the daily claim.
    /// @param grace whether a missed day is forgiven after six active ones.
    /// @param counted whether per-activity counts are kept (limits, achievements): costs a second write per member.
    struct Rates {
        uint256 rewards;
        uint64 limits;
        uint64 streakBps;
        uint64 tierBps;
        uint32 seasonBps;
        uint32 registration;
        uint32 daily;
        bool grace;
        bool counted;
    }

    /// @notice A member's standing at this block's time, base units unless named otherwise.
    struct Standing {
        uint256 balance;
        uint256 earnedToday;
        uint256 earnedThisWeek;
        uint256 lifetimeEarned;
        /// Days up to today (or yesterday, if today is not yet active) without an unforgiven gap; saturates at 32 (at 31 up to yesterday).
        /// Whether gaps are forgiven is the policy of the latest settlement or claim.
        uint256 streak;
        /// Bit n: active n days ago.
        uint32 activeDays;
        /// 0 bronze, 1 silver, 2 gold, 3 platinum
        uint8 tier;
        bool claimedToday;
        bool registered;
        /// Moved out by the operator today, and the most that may be today.
        uint256 custodialOutflow;
        uint256 custodialCeiling;
    }

    /// @notice A member earned its way to a tier. Tiers rest on lifetime earnings, so spending never lowers them; changed
    /// thresholds (see {ICommunities-CapsSet}) move members up and down without this event.
    event TierReached(address indexed member, uint8 tier);
    /// @param effectiveAt unix seconds from which `ceiling` (base units a day) holds.
    event CeilingSet(address indexed member, uint96 ceiling, uint48 effectiveAt);

    error TokenNotModule(address caller);
    error TokenNotRegistry(address caller);
    error TokenPaused();
    error TokenClosed();
    error TokenSupplyCap(uint256 cap);
    error TokenMaxBalance(address account, uint256 max);
    error TokenBadReport(uint256 index);
    error TokenPermitExpired(uint256 deadline);
    error TokenPermitBadSigner(address signer, address owner);
    /// @notice The operator may move no more of this member's tokens today.
    error TokenMemberCeiling(uint256 left);
    /// @notice The operator may move no more of this community's tokens today.
    error TokenCommunityCeiling(uint256 left);
    error TokenCommunityDayCap(uint256 left);
    /// @param left base units that the caller burned and may still give back
    error TokenRefundAbove(uint256 left);
    error TokenAlreadyClaimed(uint256 nextDayStartsAt);

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
    /// @notice Moves tokens. Modules only. `custodial` says that the operator acts for `from`: the ceilings apply, the
    /// member's, and the community's of 5 % of supply a day, which is never below 500 tokens (a young community's share
    /// would stop its first gift). Parts of an earning unit count as a whole one.
    /// @return tier of `from`
    function move(address from, address to, uint256 amount, bool custodial) external returns (uint8 tier);

    /// @notice Burns a member's tokens. Modules only; nothing is burned while paused, and no custodial ceiling counts it.
    /// @param refundable that the module may have to give it back: it then stays reserved under the supply cap, for good,
    /// so that no cap can ever stand in a refund's way
    function burn(address from, uint256 amount, bool refundable) external;
    /// @notice Issues anew what the caller burned as refundable, and no more than that. Regardless of pause, caps, the
    /// greatest balance and whether the module is still enabled; earned figures stay as they are.
    function refund(address to, uint256 amount) external;

    function setCaps(ICommunities.Caps calldata caps) external;
    function setModule(address module, bool enabled) external;
    function setPaused(bool paused) external;
    function setCeiling(address member, uint96 ceiling) external;

    function registry() external view returns (address);
    function custodian() external view returns (address);
    /// @notice Base units per earning unit.
    function unit() external view returns (uint256);
    function caps() external view returns (ICommunities.Caps memory);
    function paused() external view returns (bool);
    function closed() external view returns (bool);
    function clawback() external view returns (bool);
    /// @notice 2^96-1 where none was set.
    function supplyCap() external view returns (uint256);
    /// @notice 2^96-1 where none was set.
    function maxBalance() external view returns (uint256);
    function isModule(address module) external view returns (bool);
    /// @notice Base units that the module burned as refundable and has not given back.
    function refundableBy(address module) external view returns (uint256);
    function standingOf(address member) external view returns (Standing memory);
    /// @notice Lifetime counts of the eight counted activities, lowest index first (saturating at 131,071), and today's.
    function countsOf(address member) external view returns (uint32[8] memory lifetime, uint8[8] memory today);
    /// @notice Issued by the community today and moved out by the operator today, base units.
    function today() external view returns (uint256 issued, uint256 outflow);
}
