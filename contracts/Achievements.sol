// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IAchievements} from "./interfaces/IAchievements.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";
import {ITasks} from "./interfaces/ITasks.sol";
import {IToken} from "./interfaces/IToken.sol";
import {CapRoom} from "./libraries/CapRoom.sol";
import {Roles} from "./libraries/Roles.sol";
import {Streak} from "./libraries/Streak.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Achievements is IAchievements, ERC721, TwoForwarders {
    struct Meaning {
        address token;
        uint96 achievement;
    }

    ICommunities public immutable communities;
    ITasks public immutable tasks;

    uint256 private _badges;
    mapping(address token => uint256) public achievementCount;
    mapping(address token => mapping(uint256 achievement => Achievement)) private _achievements;
    mapping(address token => mapping(uint256 achievement => mapping(address member => uint256))) public badgeOf;
    mapping(uint256 badge => Meaning) private _meanings;

    modifier onlyAdmin(address token) {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, Roles.ADMIN), AchievementsNotAdmin(token, caller));
        _;
    }

    constructor(address forwarder, address custodian_, ICommunities communities_, ITasks tasks_)
        ERC721("Guildmint Achievements", "BADGE")
        TwoForwarders(forwarder, custodian_)
    {
        communities = communities_;
        tasks = tasks_;
    }

    /// @inheritdoc IAchievements
    function defineAchievement(address token, Metric metric, uint64 threshold, uint32 reward, string calldata uri)
        external
        onlyAdmin(token)
        returns (uint256 achievement)
    {
        require(threshold != 0, AchievementsBadThreshold());
        achievement = ++achievementCount[token];
        _achievements[token][achievement] = Achievement(metric, false, threshold, reward, 0, uri);
        emit AchievementDefined(token, achievement, metric, threshold, reward, uri);
    }

    /// @inheritdoc IAchievements
    function retireAchievement(address token, uint256 achievement) external onlyAdmin(token) {
        Achievement storage a = _requireClaimable(token, achievement);
        a.retired = true;
        emit AchievementRetired(token, achievement);
    }

    /// @inheritdoc IAchievements
    function claimAchievement(address token, uint256 achievement) external returns (uint256 badge) {
        // Also where `token` is no community: only an admin of one can define an achievement.
        Achievement storage a = _requireClaimable(token, achievement);
        address member = _msgSender();
        require(badgeOf[token][achievement][member] == 0, AchievementsClaimed(achievement));
        uint256 progress = _progressOf(token, a.metric, member);
        require(progress >= a.threshold, AchievementsNotReached(progress, a.threshold));
        uint256 until = IToken(token).suspendedUntil(member);
        require(block.timestamp >= until, AchievementsSuspended(until));

        badge = ++_badges;
        badgeOf[token][achievement][member] = badge;
        _meanings[badge] = Meaning(token, uint96(achievement));
        a.claimed += 1;
        // Members' accounts need no code: nobody is asked whether a badge may come.
        _mint(member, badge);
        emit Locked(badge);

        uint256 reward = a.reward * IToken(token).unit();
        uint256 paid = reward == 0 ? 0 : IToken(token).earn(member, reward);
        // No require, which would ask for the moment also where all is paid.
        if (paid != reward) {
            uint256 from = CapRoom.opensAt(IToken(token), member, reward, reward - paid);
            revert AchievementsCapReached(paid, reward, from);
        }
        emit AchievementClaimed(token, member, achievement, badge, paid);
    }

    /// @inheritdoc IAchievements
    function achievementOf(address token, uint256 achievement) external view returns (Achievement memory) {
        return _achievements[token][achievement];
    }

    /// @inheritdoc IAchievements
    function progressOf(address token, uint256 achievement, address member) external view returns (uint256) {
        Achievement storage a = _achievements[token][achievement];
        require(a.threshold != 0, AchievementsUnknown(achievement));
        return _progressOf(token, a.metric, member);
    }

    /// @inheritdoc IAchievements
    function meaningOf(uint256 badge) external view returns (address token, uint256 achievement) {
        return (_meanings[badge].token, _meanings[badge].achievement);
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 badge) public view override(ERC721, IERC721Metadata) returns (string memory) {
        _requireOwned(badge);
        return _achievements[_meanings[badge].token][_meanings[badge].achievement].uri;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 badge) external view returns (bool) {
        _requireOwned(badge);
        return true;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) public view override(ERC721, IERC165) returns (bool) {
        return id == type(IERC5192).interfaceId || super.supportsInterface(id);
    }

    function _approve(address to, uint256, address, bool) internal pure override {
        require(to == address(0), AchievementsLocked());
    }

    function _setApprovalForAll(address, address, bool) internal pure override {
        revert AchievementsLocked();
    }

    function _update(address to, uint256 badge, address auth) internal override returns (address from) {
        from = super._update(to, badge, auth);
        require(from == address(0), AchievementsLocked());
    }

    function _requireClaimable(address token, uint256 achievement) private view returns (Achievement storage a) {
        a = _achievements[token][achievement];
        require(a.threshold != 0, AchievementsUnknown(achievement));
        require(!a.retired, AchievementsRetired(achievement));
    }

    function _progressOf(address token, Metric metric, address member) private view returns (uint256) {
        if (metric <= Metric.RoomsModerated) {
            (uint32[8] memory lifetime,) = IToken(token).countsOf(member);
            return lifetime[uint8(metric)];
        }
        if (metric == Metric.TasksCompleted) return tasks.completedBy(token, member);
        IToken.Standing memory standing = IToken(token).standingOf(member);
        if (metric == Metric.LifetimeEarned) return standing.lifetimeEarned / IToken(token).unit();
        if (metric == Metric.Streak) return standing.streak;
        if (metric == Metric.Tier) return standing.tier;
        if (metric == Metric.Balance) return standing.balance / IToken(token).unit();
        if (metric == Metric.Registered) return standing.registered ? 1 : 0;
        return Streak.count(standing.activeDays);
    }

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return super._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return super._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return super._contextSuffixLength();
    }
}
